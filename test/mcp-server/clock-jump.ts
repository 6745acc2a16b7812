/** Loaded before the server: from its fourth second on its clock is wrong by as many milliseconds as the environment says. */
const now = Date.now.bind(Date);
const began = performance.now();
Date.now = () => now() + (performance.now() - began > 4000 ? Number(process.env.CLOCK_JUMPS_BY) : 0);
