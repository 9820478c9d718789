export { CustomerPage } from './pages/customer';
export { DuplicatesPage } from './pages/duplicates';
export { ErasuresPage } from './pages/erasures';
export { CustomersPage } from './pages/look-up';
export { SheetPage } from './pages/sheet';
export { SheetsPage } from './pages/sheets';
