export { LoopPage } from './pages/loop';
