import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('..', import.meta.url));

export default tseslint.config(
  { ignores: ['assembly/**', 'build/**', 'dist/**', 'node_modules/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Lit calls handlers with the right `this`; methods are bound by the template.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A zero index is checked where it can happen; the assertion reads better in inner loops.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
    },
  },
  {
    files: ['web/views/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // chai's `expect(x).to.be.true` is an expression by design.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      // What a page may lack is asked for with `?.` even where the DOM's types promise it.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // `find<HTMLButtonElement>('…')` is what the DOM's own methods offer.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'setTimeout',
          'setInterval',
          'clearInterval',
          'clearTimeout',
          'performance',
          'Buffer',
          'fetch',
          'WebAssembly',
          'TextDecoder',
          'TextEncoder',
          'document',
          'window',
          'location',
          'navigator',
          'getComputedStyle',
          'indexedDB',
          'AbortController',
          'AbortSignal',
          'Node',
          'Element',
          'crypto',
          'structuredClone',
          'DOMException',
          'DataTransfer',
          'DragEvent',
          'ErrorEvent',
          'EventTarget',
          'File',
          'IDBFactory',
          'IDBObjectStore',
          'IDBOpenDBRequest',
          'Image',
          'Worker',
          'isSecureContext',
          'requestAnimationFrame',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
