import { defineConfig } from 'vitest/config';

/** Each program is one file that stands alone: the widget for any shop's page, the portal for ours. */
export default defineConfig(({ mode }) => ({
  // Old browsers inside messengers are met by our visitors, not by our staff.
  build: {
    target: ['es2019', 'safari13'],
    outDir: 'dist',
    emptyOutDir: mode === 'widget',
    // The pages lie in `public` and are copied once.
    copyPublicDir: mode === 'widget',
    lib: {
      entry: mode === 'portal' ? 'src/portal/main.tsx' : 'src/widget/main.tsx',
      formats: ['iife' as const],
      name: mode === 'portal' ? 'HearthPortal' : 'HearthWidget',
      fileName: () => (mode === 'portal' ? 'portal.js' : 'widget.js'),
    },
  },
  define: { 'process.env.NODE_ENV': '"production"' },
  test: { environment: 'jsdom', css: false },
}));
