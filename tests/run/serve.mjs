// A static server that the end-to-end tests can stop, as a school's Wi-Fi would.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.md': 'text/markdown; charset=utf-8',
};

/**
 * Serves `folder` under `prefix` ('/gridledger/') on a free port of the loopback. After `replace()`
 * the files named in `next` are answered with their text changed, as by a new release.
 */
export const serve = (folder, prefix = '/', next = {}) =>
  new Promise((resolve) => {
    let replaced = false;
    const server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
      const inside = path.startsWith(prefix) ? path.slice(prefix.length) : '\0';
      const file = join(folder, normalize(inside || 'index.html'));
      if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'cache-control': 'no-cache',
      });
      const change = replaced && next[inside];
      response.end(change ? change(readFileSync(file, 'utf8')) : readFileSync(file));
    });
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      resolve({
        url: `http://localhost:${String(port)}${prefix}`,
        replace: () => {
          replaced = true;
        },
        stop: () =>
          new Promise((done) => {
            server.closeAllConnections();
            server.close(done);
          }),
      });
    });
  });
