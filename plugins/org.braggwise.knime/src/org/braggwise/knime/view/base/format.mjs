// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and symbols as people write them.

const THIN = "\u202f";
const OVERLINE = "\u0305";
const MINUS = "\u2212";

/**
 * A number with at most so many decimals; very large and very small ones as powers of ten; a dash where there is
 * none.
 */
export function number(value, decimals = 3) {
  if (value == null || !Number.isFinite(value)) {
    return "–";
  }
  const size = Math.abs(value);
  let text;
  if (Number.isInteger(value) && size < 1e12) {
    text = String(size).replace(/\B(?=(\d{3})+$)/g, size >= 1e4 ? THIN : "");
  } else if (size >= 1e5 || size < 0.5 * 10 ** -decimals) {
    text = powerOfTen(size);
  } else {
    text = String(+size.toFixed(decimals));
  }
  return value < 0 ? MINUS + text : text;
}

/** Three digits and a power of ten: 1.23 × 10⁵. */
function powerOfTen(size) {
  const [digits, power] = size.toExponential(2).split("e");
  const raised = [...String(Number(power))].map((c) => (c === "-" ? "\u207b" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c])).join("");
  return `${Number(digits)} × 10${raised}`;
}

/** A number with about so many digits that count: 5962.4, 0.05124. */
export function significant(value, digits = 4) {
  const size = Math.abs(value);
  return number(value, size >= 1 ? Math.max(0, digits - 1 - Math.floor(Math.log10(size))) : digits);
}

/** A number with all of so many decimals, for columns. */
export function fixed(value, decimals) {
  return value == null || !Number.isFinite(value) ? "–" : value.toFixed(decimals).replace("-", MINUS);
}

/** A share as percent; the small ones with two decimals. */
export function percent(share, decimals = 1) {
  return share == null || !Number.isFinite(share) ? "–" : `${(100 * share).toFixed(decimals)}${THIN}%`;
}

/** "83.1 % (79.0 to 86.6 %)", or the share alone where no interval is known. */
export function percentWithInterval(share, low, high) {
  const known = low != null && high != null;
  return percent(share) + (known ? ` (${(100 * low).toFixed(1)} to ${percent(high)})` : "");
}

/** A value with its standard uncertainty in the last digits, as crystallographers write it: 5.4321(12). */
export function withUncertainty(value, sd, decimals = 4) {
  if (value == null || !(sd > 0)) {
    return number(value, decimals);
  }
  // two digits of the uncertainty up to 19, one above: the rule of the IUCr's journals
  let digits = Math.max(0, -Math.floor(Math.log10(sd)));
  if (Math.round(sd * 10 ** digits) < 2) {
    digits++;
  }
  const last = Math.round(sd * 10 ** digits);
  return `${value.toFixed(digits).replace("-", MINUS)}(${digits ? last : Math.round(sd)})`;
}

/** Miller indices "1 -1 0" as 11̅0, or with spaces where an index has two digits. */
export function indices(hkl) {
  const parts = String(hkl).trim().split(/\s+/);
  const wide = parts.some((p) => p.replace("-", "").length > 1);
  return parts
    .map((p) => (p.startsWith("-") ? [...p.slice(1)].map((c) => c + OVERLINE).join("") : p))
    .join(wide ? " " : "");
}

/** LaMnO3 as LaMnO₃. */
export function formula(text) {
  return String(text ?? "").replace(/(?<=[A-Za-z)\]])[\d.]+/g, (digits) =>
    [...digits].map((c) => (c === "." ? c : String.fromCharCode(0x2080 + Number(c)))).join(""),
  );
}

/** Hermann-Mauguin symbol with bars above the digits: "P m -3 m" as P m 3̅ m. */
export function spaceGroup(symbol) {
  return String(symbol ?? "").replace(/-(\d)/g, `$1${OVERLINE}`);
}

/** Lines of comma-separated values, quoted where they must be. */
export function csv(head, rows) {
  const cell = (value) => {
    const text = value == null ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [head, ...rows].map((row) => Array.from(row, cell).join(",")).join("\r\n") + "\r\n";
}

/** Text that is safe between tags and in an attribute. */
export function escape(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return String(text).replace(/[&<>"]/g, (c) => names[c]);
}

/** So many elements are listed before they are counted. */
const FEW_ELEMENTS = 12;
const FEW_STOICHIOMETRIES = 2;

/**
 * "1:1:3 with Ba, Ca, .., Zr; 3:2:9 with Br, Cs, Sb": long lists of elements, and of stoichiometries, give way to
 * their number.
 */
export function elementsCounted(words) {
  const parts = words.split("; ").map((part) => part.split(" with "));
  const elements = (list = "") => list.split(", ");
  if (parts.length > FEW_STOICHIOMETRIES) {
    const all = new Set(parts.flatMap(([, list]) => elements(list)));
    return `${parts.length} stoichiometries with ${all.size} elements`;
  }
  return parts
    .map(([stoichiometry, list]) => {
      const { length } = elements(list);
      const shown = length > FEW_ELEMENTS ? `${length} elements` : list;
      return shown ? `${stoichiometry} with ${shown}` : stoichiometry;
    })
    .join("; ");
}
