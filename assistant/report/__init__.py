"""Inspection reports that people load: from the file to findings that can be checked, mapped and planned for."""
