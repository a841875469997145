/** A colour as red, green and blue from 0 to 255. */
type Rgb = readonly [number, number, number];

export interface Accent {
  /** The colour to use, `#rrggbb`. */
  colour: string;
  /** True when the wanted colour was not legible and had to be changed. */
  changed: boolean;
}

/** What text must reach against its ground (WCAG 2.2, 1.4.3). */
export const LEGIBLE = 4.5;

/** Contrast of two `#rrggbb` colours, 1–21, as WCAG defines it. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The nearest colour of the same hue as `wanted` that is legible on `ground`: darkened on a light ground, lightened on a dark one. */
export function legible(wanted: string, ground: string, needed = LEGIBLE): Accent {
  const end = luminance(rgbOf(ground)) > 0.18 ? 0 : 1;
  if (contrast(wanted, ground) >= needed) return { colour: wanted.toLowerCase(), changed: false };
  const { hue, saturation, lightness } = hslOf(rgbOf(wanted));
  for (let step = 1; step <= 100; step += 1) {
    const colour = hexOf(rgbOfHsl(hue, saturation, lightness + (end - lightness) * (step / 100)));
    if (contrast(colour, ground) >= needed) return { colour, changed: true };
  }
  return { colour: end === 0 ? '#000000' : '#ffffff', changed: true };
}

/** `share` of `other` in `one`, both `#rrggbb`. */
export function blend(one: string, other: string, share: number): string {
  return hexOf(mix(rgbOf(one), rgbOf(other), share));
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const linear = part / 255;
    return linear <= 0.04045 ? linear / 12.92 : ((linear + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (a: number, b: number): number => Math.round(a + (b - a) * share);
  return [part(one[0], other[0]), part(one[1], other[1]), part(one[2], other[2])];
}

/** Hue in degrees, saturation and lightness from 0 to 1. */
function hslOf(rgb: Rgb): { hue: number; saturation: number; lightness: number } {
  const [red, green, blue] = [rgb[0] / 255, rgb[1] / 255, rgb[2] / 255];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const [lightness, spread] = [(most + least) / 2, most - least];
  if (spread === 0) return { hue: 0, saturation: 0, lightness };
  const sixth = most === red ? (green - blue) / spread : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  return { hue: (sixth * 60 + 360) % 360, saturation: spread / (1 - Math.abs(2 * lightness - 1)), lightness };
}

function rgbOfHsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
}

function rgbOf(hex: string): Rgb {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function hexOf([red, green, blue]: Rgb): string {
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
}
