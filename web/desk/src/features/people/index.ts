export { BackupsPage } from './pages/backups';
export { IdentityProvidersPage } from './pages/identity-providers';
export { ImportPeoplePage } from './pages/import-people';
export { PeoplePage } from './pages/people';
export { MePage, PersonPage } from './pages/person';
export { ReviewPage } from './pages/review';
