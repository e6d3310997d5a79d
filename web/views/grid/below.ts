/** What stands below the first picture; loaded after it, so that the picture need not wait. */
import '../chart/gl-chart.ts';
import './gl-grid-tables.ts';
import './gl-margin.ts';
import './gl-trace.ts';
import './gl-year-fold.ts';
