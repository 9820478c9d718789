export { PoliciesPage } from './pages/policies';
export { EditPolicyPage } from './pages/edit';
export { PolicyPage } from './pages/policy';
