"""The river: collect, measure, judge, waive, publish."""
