export { PasswordPage } from './pages/password';
export { SetUpPage } from './pages/set-up';
export { SignInPage } from './pages/sign-in';
export { SecondFactorPage } from './pages/second-factor';
