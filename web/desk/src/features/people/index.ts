export { BackupsPage } from './pages/backups';
export { PeoplePage } from './pages/people';
export { MePage, PersonPage } from './pages/person';
