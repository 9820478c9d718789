export { DayPage } from './pages/day';
