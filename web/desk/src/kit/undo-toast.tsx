import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import { Key } from './key';
import { useShortcut } from './keys';
import css from './kit.module.css';
import { problemWords } from './problem';
import { dropDone, tellDone, useDone, type Done } from './undo';

const shownFor = 10_000;

/** What was just done, at the foot of the page, with the way back. */
export function UndoToast() {
  const done = useDone();
  return (
    <div role="status" className={css.toastPlace}>
      {done && <Toast key={done.id} done={done} />}
    </div>
  );
}

/** Stays while the pointer or the focus is on it. */
function Toast({ done }: { done: Done }) {
  const { t } = useTranslation('kit');
  const [held, setHeld] = useState(false);
  const { busy, back } = useGoingBack(done);
  useEffect(() => {
    if (held || busy) return undefined;
    const timer = setTimeout(dropDone, shownFor);
    return () => clearTimeout(timer);
  }, [held, busy]);
  useShortcut('undo', back);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={css.toast} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span>{done.said}</span>
      {back && <Button type="link" size="small" loading={busy} onClick={back}>{t('undo')} <Key id="undo" /></Button>}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('close')} onClick={dropDone} />
    </div>
  );
}

function useGoingBack({ back }: Done) {
  const { t } = useTranslation('kit');
  const [busy, setBusy] = useState(false);
  const go = async (way: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await way();
      tellDone(t('undone'));
    } catch (thrown) {
      const { title, detail } = problemWords(toProblem(thrown), t);
      tellDone(t('notUndone', { why: detail || title }));
    }
  };
  return { busy, back: back && !busy ? () => void go(back) : undefined };
}
