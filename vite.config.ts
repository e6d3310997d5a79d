/**
 * Four artefacts from one source: the installable page (`dist/`), one self-contained HTML file
 * (`--mode single`), the module for notebooks and scripts (`--mode lib`), and the page that checks
 * an exported chain on its own (`--mode verify`, built first because the page saves it too).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type Plugin, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { firstMoment } from './web/first-moment.ts';
import { prophetWasm } from './web/prophet/build.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8')) as { version: string };

/** The commit the artefact is built from; 'unknown' outside a checkout. */
const commit = (): string => {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: here('.'), encoding: 'utf8', stdio: 'pipe' }).trim();
    return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain') ? '+' : '');
  } catch {
    return 'unknown';
  }
};

const sha256 = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Draws the first picture into the HTML, solved by the very kernel that the page ships. */
const firstPicture = (): Plugin => ({
  name: 'first-picture',
  transformIndexHtml: {
    order: 'pre',
    handler: async (html) => html.replace('<!--first-frame-->', await firstMoment()),
  },
});

type Artefact = 'page' | 'single' | 'verify';

/** What each artefact may load; the checking page nothing but what stands in it. */
const directives = (kind: Artefact, scripts: string, styles: string): readonly string[] => {
  const common = [`default-src 'none'`, `base-uri 'none'`, `form-action 'none'`];
  const typed = `require-trusted-types-for 'script'`;
  if (kind === 'verify') {
    const own = [`script-src ${scripts}`, `style-src ${styles}`, `img-src data:`];
    return [...common, ...own, typed, `trusted-types 'none'`];
  }
  const single = kind === 'single';
  return [
    ...common,
    single
      ? `script-src ${scripts} blob: 'wasm-unsafe-eval'`
      : `script-src 'self' 'wasm-unsafe-eval'`,
    `style-src 'self' ${styles}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    single ? `connect-src data: blob:` : `connect-src 'self'`,
    single ? `worker-src blob: data:` : `worker-src 'self'`,
    `manifest-src 'self'`,
    typed,
    `trusted-types lit-html default`,
  ];
};

/**
 * Writes the Content-Security-Policy into the built HTML, allowing by hash exactly the inline
 * styles (and, in the one-file edition, scripts) that the build put there, and nothing else.
 */
const contentSecurityPolicy = (kind: Artefact): Plugin => ({
  name: 'content-security-policy',
  enforce: 'post',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const name = kind === 'verify' ? 'verify.html' : 'index.html';
      const page = bundle[name];
      if (page?.type !== 'asset') return this.error(`no ${name} to protect`);
      const html = String(page.source);
      const hashes = (tag: string): string =>
        [...html.matchAll(new RegExp(`<${tag}(?![^>]*\\ssrc=)[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))]
          .map((match) => sha256(match[1] ?? ''))
          .join(' ');
      const policy = directives(kind, hashes('script'), hashes('style')).join('; ');
      page.source = html.replace(
        /<meta charset="[^"]*"\s*\/?>/i,
        (charset) => `${charset}<meta http-equiv="Content-Security-Policy" content="${policy}">`,
      );
    },
  },
});

/**
 * What every view stands on arrives in one piece: a dozen small files compress worse and each asks
 * for a journey of its own.
 */
const FIRST = {
  name: 'base',
  test: /node_modules\/(?:lit|lit-html|lit-element|@lit)\/|web\/(?:assert|units|build-info)\.ts|web\/views\/(?:controls|icon|section-style|command-event|session-controller|copy)\.ts|web\/views\/frame\/gl-flyout\.ts|web\/strings\/en\/(?:frame|grid-card)\.ts|web\/views\/grid\/gl-number-field\.ts/,
};

/** The one-file edition asks for nothing beside itself, not even its icon. */
const inlineIcon = (): Plugin => ({
  name: 'inline-icon',
  transformIndexHtml: (html) => {
    const icon = encodeURIComponent(readFileSync(here('public/icons/mark.svg'), 'utf8'));
    return html
      .replace('./icons/mark.svg', `data:image/svg+xml,${icon}`)
      .replace(/\s*<link rel="apple-touch-icon"[^>]*>/, '');
  },
});

const define = { __VERSION__: JSON.stringify(version), __COMMIT__: JSON.stringify(commit()) };

const page = (single: boolean): UserConfig => ({
  root: here('web'),
  base: './',
  publicDir: single ? false : here('public'),
  define: { ...define, __SINGLE__: JSON.stringify(single) },
  ...(single ? { resolve: { conditions: ['single-file', ...defaultClientConditions] } } : {}),
  build: {
    outDir: here(single ? 'build/single' : 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: !single,
    manifest: !single,
    ...(single ? { assetsInlineLimit: 1e9 } : { assetsInlineLimit: 0 }),
    ...(single ? {} : { rolldownOptions: { output: { codeSplitting: { groups: [FIRST] } } } }),
  },
  worker: { format: single ? 'iife' : 'es', plugins: () => [prophetWasm(single)] },
  // Pre-bundled, they would look for their wasm in the wrong place.
  optimizeDeps: {
    exclude: [
      ...['@bsull/augurs', '@bsull/augurs-prophet-wasmstan'],
      '@bytecodealliance/preview2-shim',
    ],
  },
  plugins: [
    ...(single ? [inlineIcon(), viteSingleFile({ removeViteModuleLoader: true })] : []),
    firstPicture(),
    ...(single ? [] : [bringVerifier()]),
    contentSecurityPolicy(single ? 'single' : 'page'),
    VitePWA({
      disable: single,
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: './',
        start_url: './',
        scope: './',
        name: 'GridLedger',
        short_name: 'GridLedger',
        description: 'A microgrid and the ledger that settles it, in the browser alone',
        display: 'standalone',
        background_color: '#fbfaf7',
        theme_color: '#fbfaf7',
        icons: [
          { src: 'icons/mark.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icons/192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icons/maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,wasm,svg,png,json,csv,md}'],
        globIgnores: ['gridledger.html', 'lib/**', 'docs/*.png'],
        // Prophet's Stan model has 2.3 MB; so forecasts work offline after the first visit.
        maximumFileSizeToCacheInBytes: 4_000_000,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
});

/** Puts the page that checks chains beside the others, early enough to be saved for offline. */
const bringVerifier = (): Plugin => ({
  name: 'bring-verifier',
  apply: 'build',
  generateBundle() {
    const source = readFileSync(here('build/verify/verify.html'), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'verify.html', source });
  },
});

/** One HTML file that needs nothing beside it and asks nobody for anything. */
const verifier = (): UserConfig => ({
  root: here('web'),
  base: './',
  publicDir: false,
  build: {
    outDir: here('build/verify'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 1e9,
    rolldownOptions: { input: here('web/verify.html') },
  },
  plugins: [
    inlineIcon(),
    viteSingleFile({ removeViteModuleLoader: true }),
    contentSecurityPolicy('verify'),
  ],
});

/** One ES module with the kernel inside; Prophet, three times its size, lies in a file beside it. */
const library = (): UserConfig => ({
  root: here('web'),
  publicDir: false,
  define,
  build: {
    outDir: here('dist/lib'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    assetsInlineLimit: 1e9,
    lib: { entry: here('web/gridledger.ts'), formats: ['es'], fileName: 'gridledger' },
    rolldownOptions: { output: { chunkFileNames: '[name].js' } },
  },
  plugins: [prophetWasm(true)],
});

export default defineConfig(({ mode }) => {
  if (mode === 'lib') return library();
  return mode === 'verify' ? verifier() : page(mode === 'single');
});
