export { ImportPage } from './pages/import';
export { ImportsPage } from './pages/imports';
