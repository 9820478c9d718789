export { EntrancesPage } from './pages/entrances';
