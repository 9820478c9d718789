import { Button, Tooltip, type ButtonProps } from 'antd';
import { Key } from './key';
import type { ShortcutId } from './keys';

type Props = Omit<ButtonProps, 'disabled'> & { reason?: string | null | undefined; shortcut?: ShortcutId };

/** A button that, where it cannot be used now, says why. It stays in the tab order so that the reason can be reached. */
export function ActButton({ reason, shortcut, children, onClick, ...rest }: Props) {
  const button = (
    <Button {...rest} aria-disabled={reason ? true : undefined} className={reason ? 'act-off' : ''} onClick={reason ? undefined : onClick}>
      {children}
    </Button>
  );
  if (!reason && !shortcut) return button;
  return <Tooltip title={reason ?? (shortcut && <Key id={shortcut} />)}>{button}</Tooltip>;
}
