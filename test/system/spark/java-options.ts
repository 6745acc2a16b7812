/** For programs whose output is read line by line: the virtual machine's own warnings are no answers. */
export const warningsAside = ['-Xlog:disable', '-Xlog:all=warning:stderr', '-XX:+DisplayVMOutputToStderr'] as const;
