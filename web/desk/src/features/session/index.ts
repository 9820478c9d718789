export { InvitationPage } from './pages/invitation';
export { PasswordPage } from './pages/password';
export { ReturnPage } from './pages/return';
export { SetUpPage } from './pages/set-up';
export { SignInPage } from './pages/sign-in';
export { SecondFactorPage } from './pages/second-factor';
