export { HelpPage } from './pages/help';
