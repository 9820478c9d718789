export { PasswordPage } from './pages/password';
export { SetUpPage } from './pages/set-up';
export { SignInPage } from './pages/sign-in';
