export { ConversationsPage } from './pages/desk';
