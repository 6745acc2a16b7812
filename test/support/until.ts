/** Waits until something has come true. */
export async function until(isTrue: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`it did not come true within ${seconds} s`);
    await new Promise((passed) => setTimeout(passed, 20));
  }
}
