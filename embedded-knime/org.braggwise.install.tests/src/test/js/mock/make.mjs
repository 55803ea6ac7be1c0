// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the mock data of the views that no workflow of the tests shows yet: node make.mjs. Cells and coordinates are
// those of CaTiO3 (Sasaki et al. 1987, Acta Cryst. C43, 1668) and rutile (Abrahams and Bernstein 1971, J. Chem. Phys.
// 55, 3206); intensities and noise are made up.

import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { at } from "../modules.mjs";

const { planeSpacing } = await at("structure/geometry.mjs");
const { twoTheta } = await at("chart/scale.mjs");

const HERE = dirname(fileURLToPath(import.meta.url));
const WAVELENGTH = 1.5405929;
const GRID = { startDeg: 15, endDeg: 75, points: 1501 };
const X = Array.from({ length: GRID.points }, (_, i) => 15 + (60 * i) / (GRID.points - 1));

let seed = 20;
const random = () => {
  seed = (seed * 16807) % 2147483647;
  return seed / 2147483647;
};
const noise = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
const float32 = (values) => Buffer.from(Float32Array.from(values).buffer).toString("base64");
const round = (v, digits) => Number(v.toFixed(digits));

/** Reflections of a cell by rising angle; strong where the parent lattice has them. */
function reflections(cell, allowed, strong) {
  const found = new Map();
  for (let h = 0; h <= 6; h++) {
    for (let k = 0; k <= 8; k++) {
      for (let l = 0; l <= 6; l++) {
        const tt = h || k || l ? twoTheta(planeSpacing(cell, [h, k, l]), WAVELENGTH) : 0;
        if (tt > GRID.startDeg && tt < GRID.endDeg && allowed(h, k, l)) {
          found.set(`${h} ${k} ${l}`, {
            tt: round(tt, 4),
            hkl: `${h} ${k} ${l}`,
            i: strong(h, k, l) * (0.3 + random()),
          });
        }
      }
    }
  }
  const all = [...found.values()].sort((a, b) => a.tt - b.tt);
  const most = Math.max(...all.map((r) => r.i));
  return all.map((r) => ({ ...r, i: round((100 * r.i) / most, 2) }));
}

const peak = (tt, centre, width) => 1 / (1 + ((tt - centre) / (width / 2)) ** 2);
const lines = (ticks, scale, width = 0.16) =>
  X.map((tt) => ticks.reduce((sum, t) => sum + scale * t.i * peak(tt, t.tt, width), 0));

const eight = ([x, y, z]) => [
  [x, y, z],
  [0.5 - x, -y, 0.5 + z],
  [-x, 0.5 + y, -z],
  [0.5 + x, 0.5 - y, 0.5 - z],
  [-x, -y, -z],
  [0.5 + x, y, 0.5 - z],
  [x, 0.5 - y, z],
  [0.5 - x, 0.5 + y, 0.5 + z],
];
const cellOf = (v) => ((v % 1) + 1) % 1;
function atoms(el, site, places) {
  const seen = new Map(
    places.map((p) => p.map((v) => round(cellOf(v), 5) % 1)).map((p) => [p.map((v) => v.toFixed(3)).join(), p]),
  );
  return [...seen.values()].map(([x, y, z]) => ({ el, x, y, z, occ: 1, site }));
}

const CATIO3 = {
  name: "CaTiO3",
  formula: "CaTiO3",
  spaceGroup: 62,
  symbol: "Pnma",
  crystalSystem: "orthorhombic",
  cell: [5.4424, 7.6417, 5.3807, 90, 90, 90],
  atoms: [
    ...atoms("Ca", "Ca1", eight([0.0356, 0.25, -0.0068])),
    ...atoms("Ti", "Ti1", eight([0, 0, 0.5])),
    ...atoms("O", "O1", eight([0.4838, 0.25, 0.0714])),
    ...atoms("O", "O2", eight([0.2888, 0.0371, -0.2892])),
  ],
  ligands: ["O"],
  centres: ["Ti"],
};
const U = 0.3053;
const RUTILE = {
  name: "TiO2 rutile",
  formula: "TiO2",
  spaceGroup: 136,
  symbol: "P42/mnm",
  crystalSystem: "tetragonal",
  cell: [4.5937, 4.5937, 2.9587, 90, 90, 90],
  atoms: [
    ...atoms("Ti", "Ti1", [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ]),
    ...atoms("O", "O1", [
      [U, U, 0],
      [-U, -U, 0],
      [0.5 - U, 0.5 + U, 0.5],
      [0.5 + U, 0.5 - U, 0.5],
    ]),
  ],
  ligands: ["O"],
  centres: ["Ti"],
};

const perovskite = reflections(
  CATIO3.cell,
  (h, k, l) => !(h === 0 && (k + l) % 2) && !(l === 0 && h % 2),
  (h, k, l) => (k % 2 === 0 && (h + l) % 2 === 0 ? 60 : 5),
);
const rutile = reflections(
  RUTILE.cell,
  (h, k, l) => h <= k && !(h === 0 && (k + l) % 2),
  (h, k, l) => ((h + k + l) % 2 ? 50 : 70),
);

const background = X.map((tt) => 90 + 260 * Math.exp(-(tt - 15) / 22));
const summed = (...parts) => X.map((_, i) => parts.reduce((sum, p) => sum + p[i], 0));
const truth = summed(background, lines(perovskite, 38), lines(rutile, 9));
const measured = truth.map((v) => Math.max(0, Math.round(v + Math.sqrt(v) * noise())));
const alone = summed(background, lines(perovskite, 38));

const phase = (structure, ticks, more) => {
  const { name, formula, spaceGroup, symbol, crystalSystem, cell } = structure;
  return { name, formula, spaceGroup, symbol, crystalSystem, cell, ticks, structure, ...more };
};
const main = phase(CATIO3, perovskite, {
  weightFraction: 0.842,
  weightFractionSd: 0.006,
  rBragg: 0.031,
  cellSd: [0.0003, 0.0004, 0.0003, 0, 0, 0],
  cellBefore: [5.44, 7.64, 5.38, 90, 90, 90],
  shifts: [
    { site: "Ca1", el: "Ca", shift: 0.021, sd: 0.004 },
    { site: "O1", el: "O", shift: 0.062, sd: 0.011 },
    { site: "O2", el: "O", shift: 0.048, sd: 0.009 },
    { site: "Ti1", el: "Ti", shift: 0 },
  ],
});
const second = phase(RUTILE, rutile, {
  weightFraction: 0.158,
  weightFractionSd: 0.006,
  rBragg: 0.058,
  cellSd: [0.0006, 0.0006, 0.0005, 0, 0, 0],
});
const single = { ...main, weightFraction: null, weightFractionSd: null };
const hypothesis = (name, phases, calculated, more) => ({
  name,
  spaceGroup: phases[0].spaceGroup,
  symbol: phases[0].symbol,
  crystalSystem: phases[0].crystalSystem,
  phases,
  ...(calculated ? { calculated32: float32(calculated), background32: float32(background) } : {}),
  ...more,
});
const hypotheses = [
  hypothesis("CaTiO3 + TiO2 rutile", [main, second], truth, {
    probability: 0.981,
    rwp: 0.0683,
    rexp: 0.0641,
    chi2: 1.135,
  }),
  hypothesis("CaTiO3 alone", [single], alone, {
    probability: 0.018,
    rwp: 0.172,
    rexp: 0.0641,
    chi2: 7.2,
    note: "lines at 27.4 and 54.3 deg are left over",
  }),
  hypothesis(
    "CaTiO3 in I4/mcm",
    [{ ...single, symbol: "I4/mcm", spaceGroup: 140, crystalSystem: "tetragonal", structure: null }],
    null,
    {
      probability: 0.001,
      rwp: 0.243,
      note: "superstructure lines are not explained",
    },
  ),
];
const noisy = X.map((tt) => Math.round(400 + 300 * Math.exp(-(((tt - 26) / 9) ** 2)) + 22 * noise()));

const match = {
  kind: "match",
  title: "Measured against calculated",
  grid: GRID,
  radiation: "Cu Ka1",
  wavelengthAngstrom: WAVELENGTH,
  intensity: "counts",
  answers: [
    {
      id: "mixture-1.xy",
      verdict: "solved",
      reason: "Two phases explain every line (Rwp 6.8 % where 6.4 % can be expected), and the network agrees.",
      measured32: float32(measured),
      hypotheses,
      chosen: 0,
      posterior: [
        { class: "Pnma", probability: 0.981 },
        { class: "I4/mcm", probability: 0.012 },
        { class: "Imma", probability: 0.007 },
      ],
      systems: [
        { class: "orthorhombic", probability: 0.988 },
        { class: "tetragonal", probability: 0.012 },
      ],
      set: ["Pnma"],
      network: { class: "Pnma", probability: 0.87, agrees: true },
      truth: "Pnma",
    },
    {
      id: "mixture-2.xy",
      verdict: "likely",
      reason: "The cell fits, but one weak line is left over and the network says another class.",
      measured32: float32(measured.map((v, i) => v + Math.round(90 * peak(X[i], 42.1, 0.2)))),
      hypotheses: [{ ...hypotheses[1], note: null }, hypotheses[0]],
      network: { class: "Imma", probability: 0.55, agrees: false },
    },
    {
      id: "film-7.xy",
      verdict: "not solved",
      reason: "No candidate explains the pattern.",
      problem: "The pattern has no line above its noise: a hump only.",
      measured32: float32(noisy),
      hypotheses: [],
    },
  ],
};
writeFileSync(join(HERE, "match.json"), `${JSON.stringify(match)}\n`);

const strong = perovskite.filter((r) => r.i > 3).slice(0, 22);
const impurity = [
  { tt: 27.446, hkl: "", i: 6 },
  { tt: 54.32, hkl: "", i: 5 },
];
const found = [...strong, ...impurity]
  .sort((a, b) => a.tt - b.tt)
  .map((r) => ({ tt: round(r.tt + 0.003 * noise(), 4), ttSd: 0.004, i: r.i, width: 0.16, hkl: r.hkl, exact: r.tt }));
const indexed = found.flatMap((l, line) => (l.hkl ? [{ line, hkl: l.hkl, delta: round(l.tt - l.exact, 4) }] : []));
const bare = found.map(({ tt, ttSd, i, width }) => ({ tt, ttSd, i, width }));
const groups = (...pairs) => pairs.map(([number, symbol]) => ({ number, symbol }));
const orthorhombic = {
  system: "orthorhombic",
  bravais: "oP",
  cell: CATIO3.cell,
  cellSd: [0.0006, 0.0008, 0.0006, 0, 0, 0],
  reduced: [5.3807, 5.4424, 7.6417, 90, 90, 90],
  volume: 223.78,
  m20: 31.4,
  f20: 42.8,
  merit: 12.6,
  indexed: indexed.length,
  zeroShiftDeg: 0.008,
  ticks: perovskite.map(({ tt, hkl }) => ({ tt, hkl })),
  indices: indexed,
  extinctions: [
    { symbol: "P n - a", probability: 0.91, groups: groups([33, "Pna21"], [62, "Pnma"]) },
    { symbol: "P n - -", probability: 0.07, groups: groups([31, "Pmn21"], [59, "Pmmn"]) },
    { symbol: "P - - -", probability: 0.02, groups: groups([16, "P222"], [25, "Pmm2"], [47, "Pmmm"]) },
  ],
};
const cubic = {
  system: "cubic",
  bravais: "cP",
  cell: [3.824, 3.824, 3.824, 90, 90, 90],
  cellSd: [0.002, 0.002, 0.002, 0, 0, 0],
  volume: 55.9,
  m20: 6.1,
  f20: 7.9,
  merit: 3.2,
  indexed: 8,
  indices: indexed.filter((_, i) => i % 3 === 0),
};
const index = {
  kind: "index",
  title: "Cells",
  grid: GRID,
  radiation: "Cu Ka1",
  wavelengthAngstrom: WAVELENGTH,
  intensity: "counts",
  patterns: [
    { id: "mixture-1.xy", pattern32: float32(measured), lines: bare, cells: [orthorhombic, cubic] },
    {
      id: "peak list",
      lines: bare.slice(0, 12),
      cells: [{ ...orthorhombic, indexed: 10, indices: indexed.filter((q) => q.line < 12) }],
    },
    {
      id: "film-7.xy",
      pattern32: float32(noisy),
      lines: bare.slice(0, 3),
      cells: [],
      problem: "Three lines are too few: at least eight are needed.",
    },
  ],
};
writeFileSync(join(HERE, "index.json"), `${JSON.stringify(index)}\n`);
