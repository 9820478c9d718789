export { SettingsPage } from './pages/settings';
