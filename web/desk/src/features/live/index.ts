export { LivePage } from './pages/live';
export { WallPage } from './pages/wall';
