export { PeoplePage } from './pages/people';
