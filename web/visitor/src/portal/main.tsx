import { render } from 'preact';

import { Portal } from './portal';

const root = document.getElementById('portal');
if (root) {
  root.replaceChildren();
  render(<Portal />, root);
}
