function Icon({ d }: { d: string }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={d} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

export const ChatIcon = () => <Icon d="M4 5h16v11H9l-5 4V5z M8 9h8 M8 12h5" />;
export const CloseIcon = () => <Icon d="M6 6l12 12 M18 6L6 18" />;
export const ClipIcon = () => <Icon d="M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.500 17a1.700 1.700 0 0 1-2.400-2.400L15 7" />;
export const SendIcon = () => <Icon d="M4 12l16-8-5 16-3-7-8-1z" />;
