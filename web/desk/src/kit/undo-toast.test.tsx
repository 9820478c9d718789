import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it, vi } from 'vitest';
import { changeLanguage, startTexts } from '@/i18n';
import { tellDone } from './undo';
import { UndoToast } from './undo-toast';

beforeAll(async () => {
  await startTexts();
  await changeLanguage('zh-CN');
});

it('takes back by one key what was just done, once', async () => {
  const back = vi.fn<() => Promise<void>>(() => Promise.resolve());
  render(<UndoToast />);
  act(() => tellDone('已指派', back));
  expect(screen.getByRole('status').textContent).toContain('已指派');
  await userEvent.keyboard('z');
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('已撤销'));
  await userEvent.keyboard('z');
  expect(back).toHaveBeenCalledOnce();
});

it('says why something could not be taken back', async () => {
  render(<UndoToast />);
  act(() => tellDone('已指派', () => Promise.reject({ status: 409, code: 'cases.stale', title: '工单已被修改', type: '', request_id: '' })));
  await userEvent.click(screen.getByRole('button', { name: /撤\s?销/ }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('工单已被修改'));
});
