// Builds what browsers load: the chat as one classic script with its styles inside, the fonts beside it, and the page's styles.
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { build, transform } from 'esbuild';

const FONTS = 'node_modules/@fontsource/atkinson-hyperlegible-next/files';
const BROWSERS = ['chrome92', 'edge92', 'firefox90', 'safari15.4'];

/** A style sheet becomes a minified string in the script. */
const styleText = {
  name: 'style-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: BROWSERS });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

export async function buildWeb({ outdir }) {
  await mkdir(outdir, { recursive: true });
  await Promise.all([
    build({
      entryPoints: { widget: 'web/widget/widget.tsx' },
      outdir,
      bundle: true,
      minify: true,
      format: 'iife',
      platform: 'browser',
      target: BROWSERS,
      jsx: 'automatic',
      jsxImportSource: 'preact',
      legalComments: 'none',
      charset: 'utf8',
      sourcemap: 'linked',
      sourcesContent: false,
      plugins: [styleText],
      logLevel: 'warning',
    }),
    build({ entryPoints: { page: 'web/pages/page.css' }, outdir, minify: true, target: BROWSERS, logLevel: 'warning' }),
    copyFile('web/pages/icon.svg', `${outdir}/icon.svg`),
    ...[400, 600].map((weight) => copyFile(`${FONTS}/atkinson-hyperlegible-next-latin-${weight}-normal.woff2`, `${outdir}/atkinson-${weight}.woff2`)),
  ]);
}
