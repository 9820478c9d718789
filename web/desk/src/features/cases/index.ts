export { ApprovalsPage } from './pages/approvals';
export { CasePage } from './pages/case';
export { CasesPage } from './pages/list';
export { NewCasePage } from './pages/new-case';
