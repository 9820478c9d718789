import { render } from 'preact';

import { Portal } from './portal';

const root = document.getElementById('portal');
if (root) {
  root.textContent = '';
  render(<Portal />, root);
}
