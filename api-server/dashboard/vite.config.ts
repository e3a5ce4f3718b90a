import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds the API: the server that scripts/local starts. */
const api = process.env['BOTFLOW_API'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // The Maven build takes the page from here into the server's jar.
    outDir: '../target/classes/dashboard',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The page's policy allows no data: scripts or fonts; small pictures would need one for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // The server takes WebSockets of its own origin only.
  server: { proxy: { '/api': { target: api, ws: true, changeOrigin: true, rewriteWsOrigin: true } } },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
