import assert from 'node:assert/strict';
import { shownAccent } from '../../server/look.ts';
import { blend, contrast, LEGIBLE, legible } from '../../web/look/accent.ts';
import { ACCENT, lookCss } from '../../web/look/tokens.ts';

const GROUNDS = ['#ffffff', '#f3f5f7', '#141a20', '#1f272f', '#000000'];

describe('a council\'s accent', () => {
  it('is measured as WCAG measures contrast', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#777777', '#777777'), 1);
    assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
    assert.equal(contrast('#ffffff', '#767676'), contrast('#767676', '#ffffff'));
  });

  it('stays as it is when it can be read', () => {
    assert.deepEqual(shownAccent(ACCENT), { colour: ACCENT, changed: false });
    assert.deepEqual(shownAccent('#A3211B'), { colour: '#a3211b', changed: false });
  });

  it('is darkened on white when it cannot, and says so', () => {
    const { colour, changed } = shownAccent('#ffcc00');
    assert.equal(changed, true);
    assert.ok(contrast(colour, '#ffffff') >= LEGIBLE, colour);
    assert.ok(contrast(colour, '#ffffff') < LEGIBLE + 0.5, 'no darker than it must be');
  });

  it('is legible on every ground, whatever was chosen', () => {
    for (const red of [0, 51, 102, 153, 204, 255]) for (const green of [0, 102, 204, 255]) for (const blue of [0, 102, 204, 255]) {
      const wanted = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
      for (const ground of GROUNDS) for (const needed of [LEGIBLE, 7]) {
        const { colour } = legible(wanted, ground, needed);
        assert.match(colour, /^#[0-9a-f]{6}$/);
        assert.ok(contrast(colour, ground) >= needed, `${wanted} on ${ground} became ${colour}`);
      }
    }
  });

  it('keeps its hue', () => {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(legible('#00b050', '#ffffff').colour.slice(at, at + 2), 16)) as [number, number, number];
    assert.ok(green > red && green > blue);
  });

  it('blends in the share that was asked for', () => {
    assert.equal(blend('#000000', '#ffffff', 0.5), '#808080');
    assert.equal(blend('#102030', '#ffffff', 0), '#102030');
  });
});

/** The custom properties that a style sheet sets within a media query, or outside all. */
function valuesOf(css: string, query?: string): Record<string, string> {
  const start = query === undefined ? 0 : css.indexOf(`@media ${query}{`);
  const block = query === undefined ? css.slice(0, css.indexOf('@media')) : css.slice(start, css.indexOf('}}', start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+):([^;}]+)/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

describe('the look', () => {
  const accents = [ACCENT, '#ffcc00', '#00b050', '#e30613', '#ffffff', '#000000', '#7f7f7f'];
  const themes = [undefined, '(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(prefers-color-scheme: dark) and (prefers-contrast: more)'];

  it('keeps every pair of words and ground legible in light, dark and more contrast, for any accent', () => {
    for (const accent of accents) for (const theme of themes) {
      const css = lookCss(':root', accent);
      const value = valuesOf(css, theme);
      const pairs = [
        ['ink', 'paper'], ['ink', 'wash'], ['quiet', 'paper'], ['quiet', 'wash'], ['accent', 'paper'], ['accent', 'wash'], ['accent', 'accent-wash'], ['ink', 'accent-wash'],
        ['on-accent', 'accent-fill'], ['on-accent', 'accent-deep'], ['bad', 'paper'], ['bad', 'bad-wash'], ['good', 'wash'], ['notice-ink', 'notice'],
      ] as const;
      for (const [words, ground] of pairs) {
        const measured = contrast(value[words] ?? '', value[ground] ?? '');
        assert.ok(measured >= LEGIBLE, `${accent} ${theme ?? 'light'}: ${words} ${value[words]} on ${ground} ${value[ground]} has ${measured.toFixed(2)}`);
      }
      assert.ok(contrast(value.edge ?? '', value.paper ?? '') >= 3, 'the edge of a field can be seen');
    }
  });

  it('gives more contrast to those who ask for it', () => {
    for (const theme of themes.slice(2)) {
      const value = valuesOf(lookCss(':root', '#00b050'), theme);
      assert.ok(contrast(value.accent ?? '', value.paper ?? '') >= 7);
      assert.ok(contrast(value.quiet ?? '', value.paper ?? '') >= 7);
    }
  });

  it('can be fixed to light or dark', () => {
    assert.doesNotMatch(lookCss(':host', ACCENT, 'light'), /prefers-color-scheme/);
    assert.match(lookCss(':host', ACCENT, 'dark'), /color-scheme:dark/);
  });
});
