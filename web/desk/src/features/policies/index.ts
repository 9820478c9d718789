export { PoliciesPage } from './pages/policies';
export { PolicyPage } from './pages/policy';
