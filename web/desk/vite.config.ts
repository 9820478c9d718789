import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** In development the pages come from here and everything under /api from the running server. */
const server = 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': { target: server, ws: true } } },
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    target: 'es2022',
    // Chart and component libraries are one file each; they are cached by their hash.
    chunkSizeWarningLimit: 1400,
    // Files under 4 kB would become data: addresses, which the content policy refuses for scripts and styles.
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/test-setup.ts'],
    css: false,
    // Drawers of the component library take seconds to draw where the machine is busy with builds.
    testTimeout: 30_000,
  },
});
