// SPDX-License-Identifier: GPL-3.0-or-later
// From values to points of the screen: linear, as a root, as a logarithm, and from two-theta to d and q.

/**
 * How values are spread: to() before they are drawn in proportion, from() back, marks(low, high) the values that may
 * get a tick.
 */
export const LINEAR = { to: (v) => v, from: (v) => v, marks: null };

export const SQRT = {
  to: (v) => Math.sign(v) * Math.sqrt(Math.abs(v)),
  from: (v) => Math.sign(v) * v * v,
  marks: (low, high) => [0, ...oneTwoFive(Math.max(low, high / 1000), high)],
};

/** Logarithms down to a least value, which stands for all below it. */
export function log(least) {
  return {
    to: (v) => Math.log10(Math.max(v, least)),
    from: (v) => 10 ** v,
    marks: (low, high) => oneTwoFive(Math.max(low, least), high),
  };
}

const RADIANS = Math.PI / 360; // of half of two-theta in degrees

/** The lattice spacing d in angstrom that belongs to two-theta in degrees (Bragg's law). */
export function spacing(twoThetaDeg, wavelengthAngstrom) {
  return wavelengthAngstrom / (2 * Math.sin(Math.max(twoThetaDeg, 0.01) * RADIANS));
}

/** Two-theta in degrees of a lattice spacing in angstrom; NaN where it cannot be seen with the wavelength. */
export function twoTheta(dAngstrom, wavelengthAngstrom) {
  return Math.asin(wavelengthAngstrom / (2 * dAngstrom)) / RADIANS;
}

/**
 * Two-theta drawn as d, on a logarithmic axis that falls to the right: the reflections keep their order and their
 * room.
 */
export function asSpacing(wavelengthAngstrom) {
  const d = (tt) => spacing(tt, wavelengthAngstrom);
  const back = (v) => twoTheta(v, wavelengthAngstrom);
  return {
    to: (tt) => -Math.log10(d(tt)),
    from: (v) => back(10 ** -v),
    shown: d,
    marks(low, high, n) {
      const coarse = decades(d(high), d(low), [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]);
      const values = coarse.length > 3 ? coarse : linearTicks(d(high), d(low), n);
      return values.reverse().map(back);
    },
  };
}

/** Two-theta drawn as q = 4 pi sin(theta) / lambda in reciprocal angstrom. */
export function asMomentum(wavelengthAngstrom) {
  const q = (tt) => (4 * Math.PI * Math.sin(tt * RADIANS)) / wavelengthAngstrom;
  const back = (v) => Math.asin((v * wavelengthAngstrom) / (4 * Math.PI)) / RADIANS;
  return { to: q, from: back, shown: q, marks: (low, high, n) => linearTicks(q(low), q(high), n).map(back) };
}

function decades(low, high, mantissas) {
  const out = [];
  for (let p = Math.floor(Math.log10(low)); p <= Math.ceil(Math.log10(high)); p++) {
    out.push(...mantissas.map((m) => m * 10 ** p).filter((v) => v >= low && v <= high));
  }
  return out;
}

function oneTwoFive(low, high) {
  return decades(low, high, [1, 2, 5]);
}

/** Round values between two limits, about so many. */
export function linearTicks(low, high, n = 6) {
  const span = high - low;
  if (!(span > 0)) {
    return [low];
  }
  const power = 10 ** Math.floor(Math.log10(span / n));
  const step = power * [1, 2, 5, 10].find((k) => k * power >= (span / n) * (1 - 1e-9));
  const out = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
    out.push(i === 0 ? 0 : i * step);
  }
  return out;
}

/** Texts of ticks, all with the digits that tell each from its neighbours. */
export function tickTexts(values) {
  const largest = Math.max(...values.map(Math.abs), 0);
  if (largest >= 1e6 || (largest > 0 && largest < 1e-3)) {
    const digits = fewest((d) => values.every((v) => Math.abs(v.toExponential(d) - v) <= 1e-6 * Math.abs(v)));
    return values.map((v) => (v === 0 ? "0" : v.toExponential(digits).replace("e+", "e")));
  }
  const digits = fewest((d) => values.every((v) => Math.abs(v * 10 ** d - Math.round(v * 10 ** d)) < 1e-4));
  return values.map((v) => inThousands(v.toFixed(digits)).replace("-", "\u2212"));
}

const fewest = (enough) => [0, 1, 2, 3, 4, 5].find(enough) ?? 6;

/** From five digits on they are read in groups of three. */
const inThousands = (digits) => (/^-?\d{5}/.test(digits) ? digits.replace(/(?<=\d)(?=(\d{3})+$)/g, "\u202f") : digits);

/**
 * A scale.
 *
 * @param domain the values at its ends
 * @param range their points on the screen
 * @param how one of the spreads above
 */
export function scale(domain, range, how = LINEAR) {
  const a = how.to(domain[0]);
  const b = how.to(domain[1]);
  const k = (range[1] - range[0]) / (b - a || 1);
  const of = (v) => range[0] + (how.to(v) - a) * k;
  return {
    domain,
    range,
    of,
    invert: (point) => how.from(a + (point - range[0]) / k),
    /** Ticks at least so many points apart: [{at, text}], at in points. */
    ticks(apart) {
      const room = Math.max(2, Math.floor(Math.abs(range[1] - range[0]) / apart));
      const all = how.marks ? how.marks(...domain, room) : linearTicks(...domain, room);
      const inside = all.filter((v) => v >= domain[0] && v <= domain[1]);
      const values = how.marks ? spread(inside, of, apart) : inside;
      const texts = tickTexts(how.shown ? values.map(how.shown) : values);
      return values.map((v, i) => ({ at: of(v), text: texts[i] }));
    },
  };
}

/** Of the values those that are far enough apart, the last (largest) first. */
function spread(values, of, apart) {
  const kept = [];
  for (const v of [...values].reverse()) {
    if (kept.every((other) => Math.abs(of(other) - of(v)) >= apart * 0.75)) {
      kept.push(v);
    }
  }
  return kept.reverse();
}
