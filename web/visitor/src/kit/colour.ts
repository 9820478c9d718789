/** Colours that can be read, whatever colour a shop chose (WCAG: 4.5 to 1 for text). */

type Rgb = [number, number, number];

const AA = 4.5;

export interface Shades {
  /** What buttons and the visitor's own words are filled with. */
  fill: string;
  /** What is written on it. */
  ink: string;
  /** The same colour as writing on the panel. */
  text: string;
}

function rgb(hex: string): Rgb | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex);
  const long = short ? `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}` : hex;
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(long);
  if (!found) return null;
  return [found[1], found[2], found[3]].map((it) => Number.parseInt(it ?? '0', 16)) as Rgb;
}

function hex(it: Rgb): string {
  return `#${it.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(it: Rgb): number {
  const linear = it.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

/** How well one colour can be read on another: from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [one, two] = [luminance(rgb(a) ?? [0, 0, 0]), luminance(rgb(b) ?? [255, 255, 255])];
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

function towards(from: Rgb, to: number, share: number): Rgb {
  return from.map((part) => part + (to - part) * share) as Rgb;
}

/** The colour, brought as far towards black or white as it takes to be read on a ground. */
function readable(colour: Rgb, ground: string): string {
  const to = luminance(rgb(ground) ?? [255, 255, 255]) > 0.4 ? 0 : 255;
  for (let step = 0; step <= 20; step += 1) {
    const tried = hex(towards(colour, to, step / 20));
    if (contrast(tried, ground) >= AA) return tried;
  }
  return to === 0 ? '#000000' : '#ffffff';
}

/** The shades of a colour on a ground; an unreadable colour is moved until it can be read, a wrong one replaced. */
export function shades(colour: string, ground: string): Shades {
  const given = rgb(colour) ?? [22, 119, 255];
  const plain = hex(given);
  // White on the colour where that can be read, black where it cannot; colours in the middle are darkened a little.
  const white = contrast('#ffffff', plain) >= AA;
  const black = contrast('#000000', plain) >= 7;
  const fill = white || black ? plain : readable(given, '#ffffff');
  return { fill, ink: !white && black ? '#000000' : '#ffffff', text: readable(given, ground) };
}
