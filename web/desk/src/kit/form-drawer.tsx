import { LoadingOutlined } from '@ant-design/icons';
import { Button, Drawer, Form, type FormInstance } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dropDraft, keepDraft, readDraft } from './draft';
import { useGuardedForm } from './form';
import css from './kit.module.css';
import { useNarrow } from './prefs';
import { ProblemBox } from './problem';

type Props<T> = {
  title: string;
  /** The verb on the button that sends. */
  verb: string;
  intro?: ReactNode;
  initial?: Partial<T>;
  /** What was typed is kept under this name until it is sent. */
  draft?: string;
  size?: number;
  danger?: boolean;
  onSend: (values: T) => Promise<unknown>;
  onClose: () => void;
  children: ReactNode | ((form: FormInstance) => ReactNode);
};

/** A short form at the side: checked on leaving a field and on sending, refusals under their fields, draft kept. */
export function FormDrawer<T extends object>({ title, verb, intro, initial, draft, size = 440, danger = false, onSend, onClose, children }: Props<T>) {
  const { t } = useTranslation('kit');
  const narrow = useNarrow();
  const [form] = Form.useForm();
  const { busy, error, send, guard } = useGuardedForm<T>(form, async (values) => {
    await onSend(values);
    if (draft) dropDraft(draft);
    onClose();
  });
  const [first] = useState(() => ({ ...initial, ...(draft ? readDraft(draft) : {}) }));
  return (
    <Drawer
      open
      title={title}
      size={narrow ? '100%' : size}
      onClose={onClose}
      footer={
        <div className={css.drawerFoot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" danger={danger} loading={busy && { icon: <LoadingOutlined aria-hidden aria-label="" /> }} onClick={() => form.submit()}>{verb}</Button>
        </div>
      }
    >
      <Form
        form={form}
        layout="vertical"
        validateTrigger="onBlur"
        scrollToFirstError={{ focus: true }}
        initialValues={first}
        onFinish={send}
        onKeyDownCapture={guard}
        onValuesChange={(_, values) => draft && keepDraft(draft, values)}
      >
        {intro}
        <ProblemBox error={error} />
        {typeof children === 'function' ? children(form) : children}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
    </Drawer>
  );
}
