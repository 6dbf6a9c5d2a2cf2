// The desk's behaviours, one a file.
import "./opening.js";
import "./live.js";
import "./acts.js";
import "./composer.js";
import "./guard.js";
import "./presence.js";
import "./labels.js";
import "./keyboard.js";
import "./current.js";
import "./history.js";
