/** Puts text on the clipboard; false where the browser refuses, so that the caller can say so. */
export async function copyText(text: string): Promise<boolean> {
  // Absent on plain http.
  if (!('clipboard' in navigator)) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** Hands a text, or its pieces, to the browser as a file to keep. */
export function saveText(name: string, text: string | readonly string[], type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob(typeof text === 'string' ? [text] : [...text], { type }),
  );
  link.download = name;
  link.click();
  // The browser has taken its own hold of the blob by the next turn of the loop.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
