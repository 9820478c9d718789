export { ApprovalsPage } from './pages/approvals';
export { CasePage } from './pages/case';
export { ComplaintRecordPage } from './pages/complaint-record';
export { FollowUpsPage } from './pages/follow-ups';
export { TemplatesPage } from './pages/templates';
export { SupervisionPage } from './pages/supervision';
export { CasesPage } from './pages/list';
export { NewCasePage } from './pages/new-case';
