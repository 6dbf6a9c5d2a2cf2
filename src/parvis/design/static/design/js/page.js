// What every page does. One behaviour a file, bound by data- attributes.
import "./theme-switch.js";
import "./menu.js";
import "./dialog.js";
import "./alerts.js";
import "./shortcuts.js";
import "./ages.js";
import "./lines.js";
