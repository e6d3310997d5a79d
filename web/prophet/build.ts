/**
 * For builds only: brings the two packages into a form that each artefact can carry. As published,
 * one waits at the top of its module, which a worker of the one-file edition cannot, and both fetch
 * their wasm from files beside them, which neither that edition nor the module for scripts has.
 */
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { Plugin } from 'vite';

const STAN = '/augurs-prophet-wasmstan/prophet-wasmstan.js';
const AUGURS = '/augurs/prophet.js';
const PACKED = '\0packed-wasm:';

/** `packed`: the wasm goes into the script, deflated; else it stays in files of its own. */
export function prophetWasm(packed: boolean): Plugin {
  return {
    name: 'prophet-wasm',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(PACKED) ? id : null),
    load(id) {
      if (!id.startsWith(PACKED)) return null;
      const bytes = readFileSync(id.slice(PACKED.length));
      const text = deflateRawSync(bytes, { level: 9 }).toString('base64');
      return `export default ${JSON.stringify(text)};`;
    },
    transform(code, id) {
      const [path = ''] = id.split('?');
      const isStan = path.endsWith(STAN);
      if (!isStan && !path.endsWith(AUGURS)) return null;
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      let imports = '';
      const edited = edits(isStan).reduce((text, [from, to]) => {
        const next = text.replace(from, to);
        if (next === text) this.error(`${path} has changed: ${String(from)} not found`);
        return next;
      }, code);
      const placed = edited.replace(
        /new URL\('([\w./-]+\.wasm)', import\.meta\.url\)/g,
        (all, name) => {
          if (!packed) return all;
          const file = JSON.stringify(PACKED + folder + String(name).replace('./', ''));
          const local = `$packed${imports.split('\n').length}`;
          imports += `import ${local} from ${file};\n`;
          return local;
        },
      );
      return { code: imports + placed, map: null };
    },
  };
}

/** What is replaced by what in each package; each must be found. */
function edits(isStan: boolean): readonly (readonly [RegExp, string])[] {
  if (!isStan) {
    const own = "new URL('prophet_bg.wasm', import.meta.url)";
    return [
      [
        /module_or_path = new URL\('prophet_bg\.wasm', import\.meta\.url\);/,
        'module_or_path = $wasm;',
      ],
      [/^export \{ initSync/m, `const $wasm = ${own};\nexport { $wasm, initSync`],
    ];
  }
  return [
    [/^async function fetchCompile[\s\S]*?^\}$/m, ''],
    [/fetchCompile\(/g, 'compile('],
    [/^const \$init = \(\(\) => \{$/m, 'const $init = (compile) => {'],
    [/^\}\)\(\);\s+await \$init;$/m, '};'],
    [/^export \{ optimizer,/m, 'export { $init, optimizer,'],
  ];
}
