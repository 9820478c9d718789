import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigProvider, Form, Input } from 'antd';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { readDraft } from './draft';
import { FormDrawer } from './form-drawer';
import zh from './locale/zh-CN.json';

const say = createInstance();
beforeAll(() => say.use(initReactI18next).init({ lng: 'zh-CN', defaultNS: 'kit', resources: { 'zh-CN': { kit: zh } } }));
beforeEach(() => sessionStorage.clear());

type Send = (values: { reason: string }) => Promise<unknown>;

function show(onSend: Send, onClose = () => undefined) {
  render(
    <I18nextProvider i18n={say}>
      <ConfigProvider button={{ autoInsertSpace: false }}>
      <FormDrawer<{ reason: string }> title="转派" verb="转派" draft="test" onSend={onSend} onClose={onClose}>
        <Form.Item name="reason" label="原因" rules={[{ required: true, message: '请填写原因' }]}><Input /></Form.Item>
      </FormDrawer>
      </ConfigProvider>
    </I18nextProvider>,
  );
}

const send = () => userEvent.click(screen.getByRole('button', { name: '转派' }));

it('asks for what is required before it sends', async () => {
  const onSend = vi.fn<Send>();
  show(onSend);
  await send();
  expect(await screen.findByText('请填写原因')).toBeTruthy();
  expect(onSend).not.toHaveBeenCalled();
});

it('shows a refusal under its field and stays open', async () => {
  const onClose = vi.fn<() => undefined>();
  show(async () => Promise.reject({ status: 422, code: 'cases.reason_missing', title: '原因太短。', field: 'reason', request_id: 'req_1', type: '' }), onClose);
  await userEvent.type(screen.getByLabelText('原因'), 'x');
  await send();
  expect(await screen.findByText('原因太短。')).toBeTruthy();
  expect(onClose).not.toHaveBeenCalled();
});

it('shows what belongs to no field above the form, with the request id', async () => {
  show(async () => Promise.reject({ status: 409, code: 'cases.stale', title: '工单已被他人修改。', request_id: 'req_77', type: '' }));
  await userEvent.type(screen.getByLabelText('原因'), 'x');
  await send();
  expect((await screen.findByRole('alert')).textContent).toContain('req_77');
});

it('keeps what was typed until it was sent', async () => {
  const onSend = vi.fn<Send>(async () => undefined);
  const onClose = vi.fn<() => undefined>();
  show(onSend, onClose);
  await userEvent.type(screen.getByLabelText('原因'), '需上门');
  expect(readDraft('test')).toEqual({ reason: '需上门' });
  await send();
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(onSend).toHaveBeenCalledWith({ reason: '需上门' });
  expect(readDraft('test')).toEqual({});
});

it('does not send on the Enter that chooses a Chinese word', async () => {
  const onSend = vi.fn<Send>();
  show(onSend);
  const field = screen.getByLabelText('原因');
  await userEvent.type(field, 'x');
  const went = fireEvent.keyDown(field, { key: 'Enter', isComposing: true, keyCode: 229 });
  expect(went).toBe(false);
  expect(onSend).not.toHaveBeenCalled();
});
