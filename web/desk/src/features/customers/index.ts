export { CustomerPage } from './pages/customer';
export { CustomersPage } from './pages/look-up';
